"""Accounts of 2022, and of the year before where a rule needs them, that break one rule each."""

from typing import Any

AMOUNTS = "item,phase,amount\n"
STATED = "item,measure,value\n"
KINDS = "classification,code,name,phase,amount\n"
SUMMARY = "scope,projects,amount,project_list\n"
PROJECTS = "project,initial_budget,adjusted_budget,spent,carried_over,score\n"
CASES: dict[str, dict[str, Any]] = {
    "R01": {"totals": AMOUNTS + "total_income,actual,6122.13\ntotal_expenditure,actual,6122.03\n"},
    "R02": {
        "totals": AMOUNTS
        + "total_income,actual,6122.13\ncurrent_year_income,actual,5900\nopening_carryover,actual,172.74\n"
    },
    "R03": {
        "totals": AMOUNTS + "total_expenditure,actual,6122.13\ncurrent_year_expenditure,actual,5900\n"
        "closing_carryover,actual,172.74\nsurplus_distribution,actual,10\n"
    },
    "R04": {
        "totals": AMOUNTS + "total_income,actual,6122.13\ncurrent_year_expenditure,actual,4862.71\n"
        "surplus_distribution,actual,0\nclosing_carryover,actual,172.74\n"
    },
    "R05": {
        "totals": AMOUNTS + "opening_carryover,actual,172.74\n",
        "last": {"totals": AMOUNTS + "closing_carryover,actual,682.77\n"},
    },
    "R06": {
        "totals": AMOUNTS + "current_year_income,actual,5900\n",
        "income": AMOUNTS + "general_public_budget,actual,5759.26\ngovernment_fund,actual,190.13\n",
    },
    "R07": {
        "totals": AMOUNTS + "current_year_expenditure,actual,4862.71\n",
        "expenditure": KINDS + "kind,basic,,actual,3302.04\nkind,project,,actual,1550.67\n",
    },
    "R08": {
        "expenditure": KINDS
        + "kind,basic,,actual,3302.04\nkind,personnel,,actual,2900\nkind,public,,actual,400\n"
    },
    "R09": {
        "totals": AMOUNTS + "total_income,actual,6122.13\n",
        "stated": "item,measure,value,unit\ntotals.total_income,amount,6122.31,\n",
    },
    "R10": {
        "three_public": AMOUNTS
        + "total,actual,30.27\nabroad,actual,0\nvehicle,actual,29\nreception,actual,0.27\n"
    },
    "R11": {
        "three_public": AMOUNTS
        + "reception,actual,0.27\nreception_batches,actual,0\nreception_persons,actual,0\n"
    },
    "R12": {
        "totals": AMOUNTS + "total_income,actual,6122.13\n",
        "income": AMOUNTS + "general_public_budget,actual,5759.26\n",
        "stated": STATED + "income.general_public_budget,share,94.70\n",
    },
    "R13": {
        "totals": AMOUNTS + "total_income,actual,6122.13\n",
        "stated": STATED + "totals.total_income,change,-492.19\ntotals.total_income,change_percent,-8.04\n",
    },
    "R14": {
        "totals": AMOUNTS + "total_income,actual,6122.13\n",
        "stated": STATED + "totals.total_income,change,-492.19\n",
        "last": {"totals": AMOUNTS + "total_income,actual,6600\n"},
    },
    "R15": {
        "totals": AMOUNTS + "total_income,actual,6122.13\n",
        "reasons": "flow,item,amount\ntotal_income,网络租赁,-206\ntotal_income,会议费,-256.35\n",
        "last": {"totals": AMOUNTS + "total_income,actual,6614.32\n"},
    },
    "R16": {
        "score_summary": "scope,scope_en,projects,amount,overall_score,full_score,grade\n"
        "部门整体支出,Overall,29,,86.23,100,优\n"
    },
    "R17": {
        "projects": "project,project_en,initial_budget,adjusted_budget,spent,score\n"
        "甲,One,100,,500,\n乙,Two,900,,1000.67,\n",
        "score_summary": SUMMARY + "项目支出,2,,complete\n",
        "expenditure": KINDS + "kind,project,,actual,1560.67\n",
    },
    "R18": {"expenditure": KINDS + "function,301,,actual,1\n"},
    "R19": {
        "totals": AMOUNTS + "total_income,actual,61221300\n",
        "last": {"totals": AMOUNTS + "total_income,actual,6614.32\n"},
    },
    "R21": {
        "three_public": AMOUNTS + "reception,actual,0.27\n",
        "last": {"three_public": AMOUNTS + "reception,actual,0.20\n"},
    },
    "R22": {
        "projects": PROJECTS + "甲,300,150,80,,\n乙,800,,790,,\n丙,50,,1,49,\n",
        "score_summary": SUMMARY + "项目支出,3,,complete\n",
        "last": {"projects": PROJECTS + "2021年甲,100,,59.99,,\n乙,800,,10,,\n丙,50,,0,50,\n"},
    },
}

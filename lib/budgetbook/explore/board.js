// Wherever the focus is in an output, JupyterLab takes single keys for its own: an arrow would leave a list,
// a typed "d d" delete the cell. Inside the board they are the board's; keys with Ctrl, Alt or Cmd are not.
window.addEventListener("keydown", event => {
  if (event.target.closest?.(".bb-explore")) {
    const shortcut = event.ctrlKey || event.altKey || event.metaKey;
    event.target.toggleAttribute("data-lm-suppress-shortcuts", !shortcut);
  }
}, true);

/* Puts the editor (Yasgui) into the place of the plain form. All it asks for is at this site. */
(function () {
  "use strict";
  const place = document.getElementById("editor");
  const told = document.getElementById("editor-data");
  const Editor = window.Yasgui && (window.Yasgui.default || window.Yasgui);
  if (!place || !told || !Editor) return;
  const data = JSON.parse(told.textContent);

  const completer = function (from, name, found) {
    Editor.Yasqe.forkAutocompleter(from, { name: name, bulk: true, persistenceId: null, get: function () { return found; } });
  };
  completer("prefixes", "site-prefixes", data.prefixes);
  completer("class", "site-classes", data.classes);
  completer("property", "site-properties", data.properties);

  // The editor measures itself as it is made, so its place must be seen by then.
  document.getElementById("plain").hidden = true;
  place.hidden = false;
  Editor.Yasqe.defaults.value = data.starter;
  const endpoint = new URL(data.endpoint, window.location.href).href;
  const yasgui = new Editor(place, {
    persistenceId: "fonds",
    populateFromUrl: false,
    copyEndpointOnNewTab: true,
    autofocus: false,
    autoAddOnInit: false,
    requestConfig: { endpoint: endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: function () { return []; } },
    yasqe: {
      value: data.starter,
      autocompleters: ["variables", "site-prefixes", "site-classes", "site-properties"],
      // The key Tab moves on, as everywhere; Ctrl-Space completes, Ctrl-Enter asks.
      extraKeys: { Tab: false, "Shift-Tab": false },
    },
  });
  const prepare = function (tab) {
    if (tab && tab.getEndpoint && tab.getEndpoint() !== endpoint) tab.setEndpoint(endpoint);
    const input = tab && tab.getYasqe && tab.getYasqe().getInputField();
    if (input) input.setAttribute("aria-label", "SPARQL query");
  };
  yasgui.on("tabSelect", function () { prepare(yasgui.getTab()); });
  yasgui.on("query", function () {
    const answer = document.getElementById("answer");
    if (answer) answer.remove();
  });
  if (data.query || !yasgui.getTab())
    yasgui.addTab(true, { yasqe: { value: data.query || data.starter } }, { avoidDuplicateTabs: true });
  prepare(yasgui.getTab());
  window.fondsEditor = yasgui;
})();

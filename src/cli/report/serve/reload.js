
// Only as 'okr report --serve' hands it out: loads the page again when there is a newer one. The policy of
// the pages allows scripts of their own and no other way to ask.
(function () {
  "use strict";
  function ask() {
    if (document.hidden) {
      later();
      return;
    }
    var script = document.createElement("script");
    script.src = "/-/reload.js?EDITION";
    script.onload = script.onerror = function () {
      script.remove();
      later();
    };
    document.head.appendChild(script);
  }
  function later() {
    setTimeout(ask, 1000);
  }
  addEventListener("load", later);
})();

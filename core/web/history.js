// Make Back mean what people expect: one history entry for each page and for each opened drawer.
//
// Streamlit pushes an entry for every query parameter that a page writes, takes the filters of the
// page that is left out of *its* address, and has links in the sidebar without the person.
(() => {
  "use strict";
  const PERSON = "me"; // the query parameter that every link carries
  const DRAWERS = ["picture", "order", "versions"]; // each opens something over its page
  const NAVIGATION = "[data-testid=stSidebarNavLink]";
  const LINKS = `${NAVIGATION}, [data-testid=stPageLink-NavLink]`;

  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  const hasDrawer = (address) => DRAWERS.some((name) => address.searchParams.has(name));
  // Entries are numbered, to tell back from forward; those of links like "#stMain" come without.
  const place = () => history.state?.place ?? at + 1;

  let acted = location.href; // the address when the person last did something
  let current = location.href; // the address and the place that are on the screen
  let at = history.state?.place ?? 0;
  let isLeaving = false; // a link to another page was clicked and has not arrived
  replace({ place: at }, "");

  function stay(url) {
    replace({ place: place() }, "", url);
    current = location.href;
  }

  function go(url) {
    push({ place: place() + 1 }, "", url);
    [current, at, isLeaving] = [location.href, place(), false];
  }

  history.replaceState = (_state, _title, url) => stay(url ?? location.href);
  history.pushState = (_state, _title, url) => {
    const [here, there, before] = [location.href, url, acted].map((a) => new URL(a, location.href));
    if (here.pathname !== there.pathname) {
      if (before.pathname === here.pathname) stay(before.href); // Back finds the filters again
      go(there.href);
    } else if (hasDrawer(there) && !hasDrawer(here)) go(there.href);
    else stay(there.href);
    carryPerson();
  };

  function note(event) {
    if (isLeaving) return; // the second half of a double click
    acted = location.href;
    const link = event.type === "click" && event.target.closest?.(LINKS);
    isLeaving = Boolean(link) && new URL(link.href).pathname !== location.pathname;
  }
  addEventListener("click", note, true);
  addEventListener("keydown", note, true);

  // A closed drawer leaves two entries with one address: Back and Forward pass over the second.
  addEventListener("popstate", (event) => {
    if (!history.state) replace({ place: place() }, "");
    const [was, from, to] = [current, at, place()];
    [current, acted, at, isLeaving] = [location.href, location.href, to, false];
    if (location.href !== was || from === to) return;
    event.stopImmediatePropagation();
    history.go(to < from ? -1 : 1);
  });

  // Links opened in a new tab: with the person, and from the root, where Streamlit says only "?".
  function carryPerson() {
    const person = new URL(location.href).searchParams.get(PERSON);
    for (const link of document.querySelectorAll(LINKS)) {
      const given = link.getAttribute("href") ?? "";
      const target = new URL(/^(\?|$)/.test(given) ? `/${given}` : given, location);
      const isOthers = target.searchParams.has(PERSON) && !link.matches(NAVIGATION);
      if (person && !isOthers) target.searchParams.set(PERSON, person);
      if (link.href !== target.href) link.href = target.href;
    }
  }
  new MutationObserver((changes) => {
    if (changes.some(({ addedNodes }) => addedNodes.length)) carryPerson();
  }).observe(document.documentElement, { childList: true, subtree: true });
})();

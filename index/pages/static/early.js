// Runs before anything is painted, so that the lists for readers without JavaScript never flash up.
document.documentElement.classList.add("can-search");

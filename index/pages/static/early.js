// Runs before anything is painted, so that the lists for readers without JavaScript never flash up, nor the
// first page of everything where something else is asked.
document.documentElement.classList.add("can-search");
if (location.search) document.documentElement.classList.add("is-asked");

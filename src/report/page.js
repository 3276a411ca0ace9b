// The two pictures of a pair lie on each other; the slider says how much of A is seen. Without this script they lie
// side by side.
(() => {
  "use strict";
  document.documentElement.classList.add("live");
  const sliders = [...document.querySelectorAll(".frame input")];
  const show = (slider) => slider.closest(".stack").style.setProperty("--at", slider.value + "%");
  for (const slider of sliders) {
    slider.addEventListener("input", () => show(slider));
    show(slider);  // a browser may bring back where it was left
  }
  for (const button of document.querySelectorAll("button[data-at]"))
    button.addEventListener("click", () => {
      for (const slider of sliders) {
        slider.value = button.dataset.at;
        show(slider);
      }
    });
  const larger = document.querySelector("button[data-larger]");
  if (larger)
    larger.addEventListener("click", () => {
      const on = document.querySelector(".pairs").classList.toggle("larger");
      larger.setAttribute("aria-pressed", String(on));
    });
})();

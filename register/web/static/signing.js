// The signature that is drawn, and the letter read aloud. Without this script a typed name signs.
"use strict";

const drawing = document.querySelector(".drawing");
if (drawing) {
  const canvas = drawing.querySelector("canvas");
  const kept = drawing.querySelector("input");
  const pen = canvas.getContext("2d");
  let down = false;
  let drawn = false;

  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * canvas.width) / box.width,
      ((event.clientY - box.top) * canvas.height) / box.height,
    ];
  };
  const blank = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.strokeStyle = "#10242a";
    pen.lineWidth = 4;
    pen.lineCap = "round";
    pen.lineJoin = "round";
  };
  blank();
  if (kept.value) {
    const before = new Image();
    before.addEventListener("load", () => pen.drawImage(before, 0, 0));
    before.src = kept.value;
  }
  canvas.addEventListener("pointerdown", (event) => {
    down = true;
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...place(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!down) return;
    drawn = true;
    pen.lineTo(...place(event));
    pen.stroke();
  });
  const up = () => {
    down = false;
    if (drawn) kept.value = canvas.toDataURL("image/png");
  };
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  drawing.querySelector(".again").addEventListener("click", () => {
    blank();
    drawn = false;
    kept.value = "";
  });
  drawing.hidden = false;
}

const aloud = document.querySelector(".read-aloud");
if (aloud && "speechSynthesis" in window) {
  const start = aloud.textContent;
  const rest = () => { aloud.textContent = start; };
  aloud.hidden = false;
  aloud.addEventListener("click", () => {
    if (window.speechSynthesis.speaking) {
      window.speechSynthesis.cancel();
      rest();
      return;
    }
    const told = new SpeechSynthesisUtterance(document.querySelector("#brief").textContent);
    told.lang = "nl-NL";
    told.addEventListener("end", rest);
    aloud.textContent = aloud.dataset.stop;
    window.speechSynthesis.speak(told);
  });
}

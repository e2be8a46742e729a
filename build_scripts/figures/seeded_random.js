// Plotly names its clip paths at random; a fixed sequence gives the same drawing twice.
(() => {
  let state = 42;
  Math.random = () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
})();

export function show(id, text) {
  document.getElementById(id).textContent = text;
}

export function append(id, text) {
  const item = document.createElement('li');
  item.textContent = text;
  document.getElementById(id).append(item);
}

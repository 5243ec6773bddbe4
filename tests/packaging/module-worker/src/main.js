const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });

worker.onmessage = ({ data: { state, room, title } }) => {
  if (state) document.getElementById('state').textContent = state;
  if (room) document.getElementById('private').textContent = room;
  if (title) {
    const item = document.createElement('li');
    item.textContent = title;
    document.getElementById('headlines').append(item);
  }
};

import { useLive } from './useLive';

export default function App() {
  const { state, room, headlines } = useLive();
  return (
    <main>
      <h1>News</h1>
      <p>
        Connection: <b id="state">{state}</b>, private room: <b id="private">{room}</b>
      </p>
      <ul id="headlines">
        {headlines.map((title, index) => (
          <li key={index}>{title}</li>
        ))}
      </ul>
    </main>
  );
}

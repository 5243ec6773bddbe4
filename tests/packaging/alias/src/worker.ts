import Pusher from 'pusher-js/worker';
import { key, options } from './options';

const pusher = new Pusher(key, options);
const room = pusher.subscribe('private-worker');
room.bind('pusher:subscription_succeeded', () => postMessage('subscribed'));
room.bind('job', ({ name }: { name: string }) => postMessage(name));

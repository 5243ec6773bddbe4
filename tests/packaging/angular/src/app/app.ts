import { Component, inject } from '@angular/core';
import { Live } from './live';

@Component({
  selector: 'app-root',
  template: `
    <h1>News</h1>
    <p>
      Connection: <b id="state">{{ live.state() }}</b>, private room:
      <b id="private">{{ live.room() }}</b>
    </p>
    <ul id="headlines">
      @for (title of live.headlines(); track $index) {
        <li>{{ title }}</li>
      }
    </ul>
  `,
})
export class App {
  protected readonly live = inject(Live);
}

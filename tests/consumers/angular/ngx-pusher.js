// ngx-pusher in an Angular application, compiled in the browser.

import 'zone.js';
import '@angular/compiler';
import { Component, Injectable, NgModule } from '@angular/core';
import { BrowserModule } from '@angular/platform-browser';
import { platformBrowserDynamic } from '@angular/platform-browser-dynamic';
import { NgxPusherModule, NgxPusherService } from 'ngx-pusher';
import { map, throwError } from 'rxjs';
import { ajax } from 'rxjs/ajax';

const { key, ...options } = window.settings.options;

/** Asks the application's server, but for channels that it knows to be forbidden. */
class Authorizer {
  authorize(channel_name, socket_id) {
    if (channel_name === 'private-forbidden') return throwError(() => new Error('forbidden'));
    const asked = ajax.post(options.authEndpoint, { channel_name, socket_id });
    return asked.pipe(map(({ response }) => response));
  }
}
Injectable()(Authorizer);

class App {
  static parameters = [[NgxPusherService]];

  lines = [];

  constructor(pusher) {
    const add = (line) => this.lines.push(line);
    pusher.setupDefaultChannel('news');
    pusher.listen('said').subscribe(({ text }) => add(text));
    pusher.listen(['signed', 'sealed'], 'private-orders').subscribe(({ text }) => add(text));
    pusher
      .listen('pusher:subscription_error', 'private-forbidden')
      .subscribe(({ error }) => add(`refused: ${error}`));
    window.pusher = pusher.pusherInstance();
  }
}
Component({
  selector: 'main',
  template: '<ul><li *ngFor="let line of lines">{{ line }}</li></ul>',
})(App);

class Root {}
NgModule({
  imports: [
    BrowserModule,
    NgxPusherModule.forRoot({
      appKey: key,
      pusherOptions: options,
      authorizer: { useClass: Authorizer },
    }),
  ],
  declarations: [App],
  bootstrap: [App],
})(Root);

document.body.append(document.createElement('main'));
platformBrowserDynamic().bootstrapModule(Root);

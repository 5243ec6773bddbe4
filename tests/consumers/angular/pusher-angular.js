// pusher-angular in an application of AngularJS.

import angular from 'angular';
import Pusher from 'pusher-js';
import 'pusher-angular';

const { key, ...options } = window.settings.options;

angular.module('app', ['pusher-angular']).controller('room', function ($scope, $pusher) {
  const pusher = $pusher(new Pusher(key, options));
  const channel = pusher.subscribe('presence-room');
  $scope.lines = [];
  $scope.room = channel;
  $scope.people = () => Object.values(channel.members.members).map(({ name }) => name);
  channel.bind('said', ({ text }) => $scope.lines.push(text));
  channel.bind('client-typing', ({ who }) => $scope.lines.push(`${who} is typing`));
  pusher.connection.bind('state_change', ({ current }) => ($scope.state = current));
  $scope.type = () => channel.trigger('client-typing', { who: window.settings.user.name });
  $scope.leave = () => pusher.unsubscribe('presence-room');
  // Later: a click's digest is under way, and pusher-angular begins one at each event.
  $scope.stop = () => setTimeout(() => pusher.disconnect());
});

const main = document.createElement('main');
main.innerHTML = `
  <section ng-controller="room">
    <p>{{ state }} {{ room.members.count }} {{ room.members.me.info.name }}: {{ people().join() }}</p>
    <ul><li ng-repeat="line in lines track by $index">{{ line }}</li></ul>
    <button name="type" ng-click="type()"></button>
    <button name="leave" ng-click="leave()"></button>
    <button name="stop" ng-click="stop()"></button>
  </section>`;
document.body.append(main);
angular.bootstrap(main, ['app']);

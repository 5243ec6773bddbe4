import type Members from 'pusher-js/types/src/core/channels/members';

/** The names of those who are there. */
export function lobbyOf(members: Members): string[] {
  const names: string[] = [];
  members.each((member: { id: string; info: { name: string } }) => names.push(member.info.name));
  return names;
}

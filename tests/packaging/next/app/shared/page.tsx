import { Shared } from '@/components/shared';

export default function Page() {
  return (
    <main>
      <h1>One client for all</h1>
      <Shared />
    </main>
  );
}

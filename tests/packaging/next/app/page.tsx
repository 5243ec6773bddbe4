import { Live } from '@/components/live';

// Rendered for each request.
export const dynamic = 'force-dynamic';

export default function Page() {
  return (
    <main>
      <h1>News</h1>
      <Live />
    </main>
  );
}

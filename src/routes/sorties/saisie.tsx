import { OutboxQuick } from "#ui/outbox/outbox-screen.tsx";

export default function Route() {
  return <OutboxQuick />;
}

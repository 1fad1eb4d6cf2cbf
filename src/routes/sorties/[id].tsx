import { OutboxPanel } from "#ui/outbox/outbox-screen.tsx";

export default function Route() {
  return <OutboxPanel />;
}

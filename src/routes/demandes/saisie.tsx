import { InboxEntry } from "#ui/inbox/inbox-screen.tsx";

export default function Route() {
  return <InboxEntry />;
}

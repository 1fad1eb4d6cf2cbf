import { InboxGuests } from "#ui/inbox/inbox-screen.tsx";

export default function Route() {
  return <InboxGuests />;
}

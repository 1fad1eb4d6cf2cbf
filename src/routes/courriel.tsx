import { MailboxScreen } from "#ui/account/mailbox-screen.tsx";

export default function Route() {
  return <MailboxScreen />;
}

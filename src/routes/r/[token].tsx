import { ReplyScreen } from "#ui/reply/reply-screen.tsx";

export default function Route() {
  return <ReplyScreen />;
}

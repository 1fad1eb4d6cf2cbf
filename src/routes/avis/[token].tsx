import { NoticeStopScreen } from "#ui/account/notice-stop-screen.tsx";

export default function Route() {
  return <NoticeStopScreen />;
}

import { HistoryScreen } from "#ui/history/history-screen.tsx";

export default function Route() {
  return <HistoryScreen />;
}

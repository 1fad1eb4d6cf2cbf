import { WatchScreen } from "#ui/watch/watch-screen.tsx";

export default function Route() {
  return <WatchScreen />;
}

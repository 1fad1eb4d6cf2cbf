import { ReasonScreen } from "#ui/reason/reason-screen.tsx";

export default function Route() {
  return <ReasonScreen />;
}

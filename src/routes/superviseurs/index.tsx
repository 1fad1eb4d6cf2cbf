import { MissingScreen } from "#ui/supervision/supervisors-screen.tsx";

export default function Route() {
  return <MissingScreen />;
}

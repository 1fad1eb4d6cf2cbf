import { SupervisorsScreen } from "#ui/supervision/supervisors-screen.tsx";

export default function Route() {
  return <SupervisorsScreen />;
}

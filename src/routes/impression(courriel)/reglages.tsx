import { SettingsScreen } from "#ui/print/settings-screen.tsx";

export default function Route() {
  return <SettingsScreen />;
}

import { SetPasswordScreen } from "#ui/account/set-password-screen.tsx";

export default function Route() {
  return <SetPasswordScreen />;
}

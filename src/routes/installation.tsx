import { SetUpScreen } from "#ui/account/set-up-screen.tsx";

export default function Route() {
  return <SetUpScreen />;
}

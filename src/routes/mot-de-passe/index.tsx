import { AskPasswordScreen } from "#ui/account/ask-password-screen.tsx";

export default function Route() {
  return <AskPasswordScreen />;
}

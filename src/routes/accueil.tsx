import { WelcomeScreen } from "#ui/welcome/welcome-screen.tsx";

export default function Route() {
  return <WelcomeScreen />;
}

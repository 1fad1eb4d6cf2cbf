import { WelcomePanel } from "#ui/welcome/welcome-screen.tsx";

export default function Route() {
  return <WelcomePanel />;
}

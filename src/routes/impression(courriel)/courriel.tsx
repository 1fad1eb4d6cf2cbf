import { LetterScreen } from "#ui/letter/letter-screen.tsx";

export default function Route() {
  return <LetterScreen />;
}

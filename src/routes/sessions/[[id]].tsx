import { TermScreen } from "#ui/programme/term-screen.tsx";

export default TermScreen;

import { ProgrammeScreen } from "#ui/programme/programme-screen.tsx";

export default ProgrammeScreen;

import { ScenarioScreens } from "#ui/scenario/scenario-screen.tsx";

export default ScenarioScreens;

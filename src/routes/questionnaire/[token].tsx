import { SurveyScreen } from "#ui/survey/survey-screen.tsx";

export default SurveyScreen;

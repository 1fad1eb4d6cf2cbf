import { CohortScreen } from "#ui/cohort/cohort-screen.tsx";

export default CohortScreen;

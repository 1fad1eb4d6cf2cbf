import { TagReportScreen } from "#ui/request/tag-report-screen.tsx";

export default TagReportScreen;

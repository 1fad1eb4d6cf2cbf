import { ImportScreen } from "#ui/catalogue/import-screen.tsx";

export default ImportScreen;

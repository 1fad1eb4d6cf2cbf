import { CatalogueScreen } from "#ui/catalogue/catalogue-screen.tsx";

export default CatalogueScreen;

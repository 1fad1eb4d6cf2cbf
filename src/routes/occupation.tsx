import { OccupancyScreen } from "#ui/occupancy/occupancy-screen.tsx";

export default OccupancyScreen;

export { servicesPages } from './pages.tsx';
export { retireService } from './service.ts';
export { MachinesSection } from './views.tsx';

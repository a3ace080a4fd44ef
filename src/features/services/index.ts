export { servicesApi } from './api.ts';
export { servicesPages } from './pages.tsx';
export { makeServiceToken, retireService } from './service.ts';
export { MachinesSection } from './views.tsx';

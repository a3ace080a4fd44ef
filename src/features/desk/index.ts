export { deskApi } from './api.ts';
export { deskPages } from './pages.tsx';

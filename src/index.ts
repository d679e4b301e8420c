import { EXIT_CODES } from './core/errors.js';
export { EXIT_CODES };

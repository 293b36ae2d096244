import { temporaryDirectory } from '../rig/temporary.ts';
import { missionStoreContract } from './mission-store/contract.ts';

missionStoreContract('embedded', () => temporaryDirectory());

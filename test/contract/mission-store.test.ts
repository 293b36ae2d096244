import { kinds, type KindName } from './mission-store/kinds.ts';
import { missionStoreContract } from './mission-store/contract.ts';

for (const name of Object.keys(kinds) as KindName[]) missionStoreContract(name);

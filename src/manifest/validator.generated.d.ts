/** One thing that the schema says against a value. With it comes the schema that says so. */
export interface SchemaError {
  /** JSON pointer of the value. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Set where a key, not a value, is at fault. */
  readonly propertyName?: string;
  readonly parentSchema: SchemaPart;
  readonly schemaPath: string;
  readonly data: unknown;
}

export interface SchemaPart {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, SchemaPart>>;
}

export const validate: {
  (value: unknown): boolean;
  /** Of the latest call. */
  readonly errors?: readonly SchemaError[] | null;
};

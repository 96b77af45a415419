/**
 * Which features QEMU's emulated models take, as QEMU 11.1.3 itself shows it. Made by scripts/qemu/recordFeatures.ts; do
 * not edit.
 */

/** The QEMU release that this is known of, as a number: 1101 for 11.1. */
export const RECORDED = 1101;

interface ModelFeatures {
  /** What it has unless it is told otherwise. */
  readonly on?: string;
  /** What may be changed, each for itself. */
  readonly free?: string;
  /** What may not be changed. */
  readonly fixed?: string;
  /** Names of the architecture that it does not take; `*` for all. */
  readonly lacks?: string;
}

export const FEATURES: Readonly<
  Record<string, { readonly names: string; readonly models: Readonly<Record<string, ModelFeatures>> }>
> = {
  aarch64: {
    names:
      "pauth sve sve1024 sve1152 sve128 sve1280 sve1408 sve1536 sve1664 sve1792 sve1920 sve2048 sve256 sve384 sve512 sve640 sve768 sve896",
    models: {
      a64fx: {
        on: "sve sve128 sve256 sve512",
        free: "sve sve256 sve512",
        fixed:
          "sve1024 sve1152 sve128 sve1280 sve1408 sve1536 sve1664 sve1792 sve1920 sve2048 sve384 sve640 sve768 sve896",
        lacks: "pauth",
      },
      "cortex-a15": { lacks: "*" },
      "cortex-a35": { lacks: "*" },
      "cortex-a53": { lacks: "*" },
      "cortex-a55": { lacks: "*" },
      "cortex-a57": { lacks: "*" },
      "cortex-a7": { lacks: "*" },
      "cortex-a710": {
        on: "pauth sve sve128",
        free: "pauth sve",
        fixed:
          "sve1024 sve1152 sve128 sve1280 sve1408 sve1536 sve1664 sve1792 sve1920 sve2048 sve256 sve384 sve512 sve640 sve768 sve896",
      },
      "cortex-a72": { lacks: "*" },
      "cortex-a76": { lacks: "*" },
      max: {
        on: "pauth sve sve1024 sve1152 sve128 sve1280 sve1408 sve1536 sve1664 sve1792 sve1920 sve2048 sve256 sve384 sve512 sve640 sve768 sve896",
        free: "pauth sve sve1024 sve1152 sve1280 sve1408 sve1536 sve1664 sve1792 sve1920 sve2048 sve256 sve384 sve512 sve640 sve768 sve896",
        fixed: "sve128",
      },
      "neoverse-n1": { lacks: "*" },
      "neoverse-n2": {
        on: "pauth sve sve128",
        free: "pauth sve",
        fixed:
          "sve1024 sve1152 sve128 sve1280 sve1408 sve1536 sve1664 sve1792 sve1920 sve2048 sve256 sve384 sve512 sve640 sve768 sve896",
      },
      "neoverse-v1": {
        on: "pauth sve sve128 sve256",
        free: "pauth sve sve256",
        fixed:
          "sve1024 sve1152 sve128 sve1280 sve1408 sve1536 sve1664 sve1792 sve1920 sve2048 sve384 sve512 sve640 sve768 sve896",
      },
    },
  },
  loongarch64: {
    names: "lasx lsx msgint ptw",
    models: {
      la132: { lacks: "*" },
      la464: {
        on: "lasx lsx",
        free: "lasx lsx msgint ptw",
      },
      max: {
        on: "lasx lsx msgint ptw",
        free: "lasx lsx msgint ptw",
      },
    },
  },
  ppc64: {
    names: "",
    models: {},
  },
  riscv64: {
    names:
      "a b big-endian c d debug e f g h i m mmu pmp rva22s64 rva22u64 rva23s64 rva23u64 rvv_ma_all_1s rvv_ta_all_1s rvv_vl_half_avl rvv_vsetvl_x0_vill s sdtrig short-isa-string smaia smcdeleg smcntrpmf smcsrind smctr smdbltrp smepmp smmpm smnpm smpmpmt smrnmi smstateen ssaia ssccfg sscofpmf sscsrind ssctr ssdbltrp ssnpm sspm sstc supm sv32 sv39 sv48 sv57 sv64 svade svadu svbare svinval svnapot svpbmt svrsw60t59b svvptc u v x-misa-w x-svukte xlrbr xmipscbop xmipscmov xmipslsp xtheadba xtheadbb xtheadbs xtheadcmo xtheadcondmov xtheadfmemidx xtheadfmv xtheadmac xtheadmemidx xtheadmempair xtheadsync xventanacondops zaamo zabha zacas zalasr zalrsc zama16b zawrs zba zbb zbc zbkb zbkc zbkx zbs zca zcb zcd zce zcf zclsd zcmop zcmp zcmt zdinx zfa zfbfmin zfh zfhmin zfinx zhinx zhinxmin zicbom zicbop zicboz ziccrse zicfilp zicfiss zicntr zicond zicsr zifencei zihintntl zihintpause zihpm zilsd zimop zk zkn zknd zkne zknh zkr zks zksed zksh zkt zmmul ztso zvbb zvbc zve32f zve32x zve64d zve64f zve64x zvfbfa zvfbfmin zvfbfwma zvfh zvfhmin zvkb zvkg zvkn zvknc zvkned zvkng zvknha zvknhb zvks zvksc zvksed zvksg zvksh zvkt",
    models: {
      "lowrisc-ibex": {
        on: "c debug i m pmp sdtrig smepmp u zba zbb zbc zbs zca ziccrse zicntr zicsr zifencei zihpm zmmul",
        free: "c m u zba zbb zbc zbs zicntr zicsr zifencei zihpm",
        fixed:
          "a b d f h i mmu pmp s smaia smstateen ssaia sscofpmf sstc svade svadu svinval svnapot svpbmt v zacas zawrs zcb zcmop zfa zfh zfhmin zicbom zicbop zicboz zicfilp zicfiss zicond zihintntl zihintpause zimop zkt zvbb zvfh zvkt",
        lacks: "sv39 sv48 sv57 sv64",
      },
      max: {
        on: "a b c d debug f g h i m mmu pmp s sdtrig smaia smcdeleg smcntrpmf smcsrind smctr smepmp smmpm smnpm smpmpmt smstateen ssaia ssccfg sscofpmf sscsrind ssctr ssdbltrp ssnpm sspm sstc supm svadu svinval svnapot svpbmt svrsw60t59b svvptc u v zaamo zabha zacas zalasr zalrsc zama16b zawrs zba zbb zbc zbkb zbkc zbkx zbs zca zcb zcd zcmop zfa zfbfmin zfh zfhmin zicbom zicbop zicboz ziccrse zicfilp zicfiss zicntr zicond zicsr zifencei zihintntl zihintpause zihpm zimop zk zkn zknd zkne zknh zkr zks zksed zksh zkt zmmul ztso zvbb zvbc zve32f zve32x zve64d zve64f zve64x zvfbfa zvfbfmin zvfbfwma zvfh zvfhmin zvkb zvkg zvkn zvknc zvkned zvkng zvknha zvknhb zvks zvksc zvksed zvksg zvksh zvkt",
        free: "b c h m smaia smstateen ssaia sscofpmf sstc sv39 sv48 sv57 svade svadu svinval svnapot svpbmt v zacas zawrs zba zbb zbc zbs zcb zfa zfh zicbom zicbop zicboz zicfilp zicfiss zicntr zicond zifencei zihintntl zihintpause zihpm zkt zvbb zvfh zvkt",
        fixed: "a d f i mmu pmp s u zcmop zfhmin zicsr zimop",
        lacks: "sv32",
      },
      max32: {
        on: "a c d debug f h i m mmu pmp s sdtrig u zaamo zalrsc zca zcd zcf ziccrse zicntr zicsr zihpm zmmul",
        free: "a b c d h m mmu pmp smaia smstateen ssaia sscofpmf sstc svade svadu svinval svnapot svpbmt v zacas zawrs zba zbb zbc zbs zcb zcmop zfa zfh zfhmin zicbom zicbop zicboz zicfilp zicntr zicond zifencei zihintntl zihintpause zihpm zimop zkt zvfh zvkt",
        fixed: "f i s u zicfiss zicsr zvbb",
        lacks: "sv39 sv48 sv57 sv64",
      },
      "mips-p8700": {
        on: "a c d debug f i m mmu pmp s sdtrig u xmipscbop xmipscmov xmipslsp zaamo zalrsc zba zbb zca zcd ziccrse zicntr zicsr zifencei zihpm zmmul",
        free: "a c d m s sv39 sv48 zba zbb zicntr zifencei zihpm",
        fixed:
          "b f h i mmu pmp smaia smstateen ssaia sscofpmf sstc sv57 svade svadu svinval svnapot svpbmt u v zacas zawrs zbc zbs zcb zcmop zfa zfh zfhmin zicbom zicbop zicboz zicfilp zicfiss zicond zicsr zihintntl zihintpause zimop zkt zvbb zvfh zvkt",
        lacks: "sv32",
      },
      rv32: {
        on: "a c d debug f h i m mmu pmp s sdtrig sstc svadu svvptc u zaamo zalrsc zawrs zba zbb zbc zbs zca zcd zcf zfa zicbom zicbop zicboz ziccrse zicntr zicsr zifencei zihintntl zihintpause zihpm zmmul",
        free: "b c d h m mmu pmp smaia smstateen ssaia sscofpmf sstc svade svadu svinval svnapot svpbmt v zacas zawrs zba zbb zbc zbs zcb zcmop zfa zfh zfhmin zicbom zicbop zicboz zicfilp zicntr zicond zifencei zihintntl zihintpause zihpm zimop zkt zvfh zvkt",
        fixed: "a f i s u zicfiss zicsr zvbb",
        lacks: "sv39 sv48 sv57 sv64",
      },
      rv32e: {
        on: "debug e sdtrig",
        free: "a b c d f m mmu pmp smaia smstateen ssaia sscofpmf sstc svade svadu svinval svnapot svpbmt u v zba zbb zbc zbs zcb zfa zfh zfhmin zicbom zicbop zicboz zicntr zicond zicsr zifencei zihintntl zihintpause zihpm zimop zkt zvfh zvkt",
        fixed: "h i s zacas zawrs zcmop zicfilp zicfiss zvbb",
        lacks: "sv39 sv48 sv57 sv64",
      },
      rv32i: {
        on: "debug i sdtrig",
        free: "a b c d f m mmu pmp smaia smstateen ssaia sscofpmf sstc svade svadu svinval svnapot svpbmt u v zba zbb zbc zbs zcb zfa zfh zfhmin zicbom zicbop zicboz zicntr zicond zicsr zifencei zihintntl zihintpause zihpm zimop zkt zvfh zvkt",
        fixed: "h i s zacas zawrs zcmop zicfilp zicfiss zvbb",
        lacks: "sv39 sv48 sv57 sv64",
      },
      rv64: {
        on: "a c d debug f h i m mmu pmp s sdtrig sstc svadu svvptc u zaamo zalrsc zawrs zba zbb zbc zbs zca zcd zfa zicbom zicbop zicboz ziccrse zicntr zicsr zifencei zihintntl zihintpause zihpm zmmul",
        free: "b c d h m mmu pmp smaia smstateen ssaia sscofpmf sstc sv39 sv48 sv57 svade svadu svinval svnapot svpbmt v zacas zawrs zba zbb zbc zbs zcb zcmop zfa zfh zfhmin zicbom zicbop zicboz zicfilp zicntr zicond zifencei zihintntl zihintpause zihpm zimop zkt zvfh zvkt",
        fixed: "a f i s u zicfiss zicsr zvbb",
        lacks: "sv32",
      },
      rv64e: {
        on: "debug e sdtrig",
        free: "a b c d f m mmu pmp smaia smstateen ssaia sscofpmf sstc sv39 sv48 sv57 svade svadu svinval svnapot svpbmt u v zba zbb zbc zbs zcb zfa zfh zfhmin zicbom zicbop zicboz zicntr zicond zicsr zifencei zihintntl zihintpause zihpm zimop zkt zvfh zvkt",
        fixed: "h i s zacas zawrs zcmop zicfilp zicfiss zvbb",
        lacks: "sv32",
      },
      rv64i: {
        on: "debug i sdtrig",
        free: "a b c d f m mmu pmp smaia smstateen ssaia sscofpmf sstc sv39 sv48 sv57 svade svadu svinval svnapot svpbmt u v zba zbb zbc zbs zcb zfa zfh zfhmin zicbom zicbop zicboz zicntr zicond zicsr zifencei zihintntl zihintpause zihpm zimop zkt zvfh zvkt",
        fixed: "h i s zacas zawrs zcmop zicfilp zicfiss zvbb",
        lacks: "sv32",
      },
      rva22s64: {
        on: "a b c d debug f i m mmu rva22s64 rva22u64 s sdtrig sv39 svade svinval svpbmt u zaamo zalrsc zba zbb zbs zca zcd zfhmin zicbom zicbop zicboz ziccrse zicntr zicsr zifencei zihintpause zihpm zkt zmmul",
        free: "a b c d h m mmu pmp s smaia smstateen ssaia sscofpmf sstc sv39 sv48 sv57 svade svadu svinval svnapot svpbmt v zacas zawrs zba zbb zbc zbs zcb zcmop zfa zfh zfhmin zicbom zicbop zicboz zicfilp zicntr zicond zifencei zihintntl zihintpause zihpm zimop zkt zvfh zvkt",
        fixed: "f i u zicfiss zicsr zvbb",
        lacks: "sv32",
      },
      rva22u64: {
        on: "a b c d debug f i m rva22u64 sdtrig u zaamo zalrsc zba zbb zbs zca zcd zfhmin zicbom zicbop zicboz ziccrse zicntr zicsr zihintpause zihpm zkt zmmul",
        free: "a b c d m mmu pmp s smaia smstateen ssaia sscofpmf sstc sv39 sv48 sv57 svade svadu svinval svnapot svpbmt u v zacas zawrs zba zbb zbc zbs zcb zcmop zfa zfh zfhmin zicbom zicbop zicboz zicfilp zicntr zicond zifencei zihintntl zihintpause zihpm zimop zkt zvfh zvkt",
        fixed: "f h i zicfiss zicsr zvbb",
        lacks: "sv32",
      },
      rva23s64: {
        on: "a b c d debug f h i m mmu rva22s64 rva22u64 rva23s64 rva23u64 s sdtrig smnpm smstateen sscofpmf ssnpm sstc supm sv39 svade svinval svnapot svpbmt u v zaamo zalrsc zawrs zba zbb zbs zca zcb zcd zcmop zfa zfhmin zicbom zicbop zicboz ziccrse zicntr zicond zicsr zifencei zihintntl zihintpause zihpm zimop zkt zmmul zvbb zve32f zve32x zve64d zve64f zve64x zvfhmin zvkb zvkt",
        free: "b c h m mmu pmp smaia smstateen ssaia sscofpmf sstc sv39 sv48 sv57 svade svadu svinval svnapot svpbmt v zacas zawrs zba zbb zbc zbs zcb zcmop zfa zfh zfhmin zicbom zicbop zicboz zicfilp zicfiss zicntr zicond zifencei zihintntl zihintpause zihpm zimop zkt zvbb zvfh zvkt",
        fixed: "a d f i s u zicsr",
        lacks: "sv32",
      },
      rva23u64: {
        on: "a b c d debug f i m rva22u64 rva23u64 sdtrig smnpm ssnpm supm u v zaamo zalrsc zawrs zba zbb zbs zca zcb zcd zcmop zfa zfhmin zicbom zicbop zicboz ziccrse zicntr zicond zicsr zihintntl zihintpause zihpm zimop zkt zmmul zvbb zve32f zve32x zve64d zve64f zve64x zvfhmin zvkb zvkt",
        free: "b c m mmu pmp s smaia smstateen ssaia sscofpmf sstc sv39 sv48 sv57 svade svadu svinval svnapot svpbmt u v zacas zawrs zba zbb zbc zbs zcb zcmop zfa zfh zfhmin zicbom zicbop zicboz zicfilp zicntr zicond zifencei zihintntl zihintpause zihpm zimop zkt zvbb zvfh zvkt",
        fixed: "a d f h i zicfiss zicsr",
        lacks: "sv32",
      },
      "shakti-c": {
        on: "a c d debug f i m mmu pmp s sdtrig u zicntr zicsr zifencei zihpm",
        free: "a c d m s sv39 zicntr zifencei zihpm",
        fixed:
          "b f h i mmu pmp smaia smstateen ssaia sscofpmf sstc sv48 sv57 svade svadu svinval svnapot svpbmt u v zacas zawrs zba zbb zbc zbs zcb zcmop zfa zfh zfhmin zicbom zicbop zicboz zicfilp zicfiss zicond zicsr zihintntl zihintpause zimop zkt zvbb zvfh zvkt",
        lacks: "sv32",
      },
      "sifive-e31": {
        on: "a c debug i m pmp sdtrig u zicntr zicsr zifencei zihpm",
        free: "a c m u zicntr zicsr zifencei zihpm",
        fixed:
          "b d f h i mmu pmp s smaia smstateen ssaia sscofpmf sstc svade svadu svinval svnapot svpbmt v zacas zawrs zba zbb zbc zbs zcb zcmop zfa zfh zfhmin zicbom zicbop zicboz zicfilp zicfiss zicond zihintntl zihintpause zimop zkt zvbb zvfh zvkt",
        lacks: "sv39 sv48 sv57 sv64",
      },
      "sifive-e34": {
        on: "a c debug f i m pmp sdtrig u zicntr zicsr zifencei zihpm",
        free: "a c f m u zicntr zifencei zihpm",
        fixed:
          "b d h i mmu pmp s smaia smstateen ssaia sscofpmf sstc svade svadu svinval svnapot svpbmt v zacas zawrs zba zbb zbc zbs zcb zcmop zfa zfh zfhmin zicbom zicbop zicboz zicfilp zicfiss zicond zicsr zihintntl zihintpause zimop zkt zvbb zvfh zvkt",
        lacks: "sv39 sv48 sv57 sv64",
      },
      "sifive-e51": {
        on: "a c debug i m pmp sdtrig u zicntr zicsr zifencei zihpm",
        free: "a c m u zicntr zicsr zifencei zihpm",
        fixed:
          "b d f h i mmu pmp s smaia smstateen ssaia sscofpmf sstc sv39 sv48 sv57 svade svadu svinval svnapot svpbmt v zacas zawrs zba zbb zbc zbs zcb zcmop zfa zfh zfhmin zicbom zicbop zicboz zicfilp zicfiss zicond zihintntl zihintpause zimop zkt zvbb zvfh zvkt",
        lacks: "sv32",
      },
      "sifive-u34": {
        on: "a c d debug f i m mmu pmp s sdtrig u zicntr zicsr zifencei zihpm",
        free: "a c d m s zicntr zifencei zihpm",
        fixed:
          "b f h i mmu pmp smaia smstateen ssaia sscofpmf sstc svade svadu svinval svnapot svpbmt u v zacas zawrs zba zbb zbc zbs zcb zcmop zfa zfh zfhmin zicbom zicbop zicboz zicfilp zicfiss zicond zicsr zihintntl zihintpause zimop zkt zvbb zvfh zvkt",
        lacks: "sv39 sv48 sv57 sv64",
      },
      "sifive-u54": {
        on: "a c d debug f i m mmu pmp s sdtrig u zicntr zicsr zifencei zihpm",
        free: "a c d m s sv39 zicntr zifencei zihpm",
        fixed:
          "b f h i mmu pmp smaia smstateen ssaia sscofpmf sstc sv48 sv57 svade svadu svinval svnapot svpbmt u v zacas zawrs zba zbb zbc zbs zcb zcmop zfa zfh zfhmin zicbom zicbop zicboz zicfilp zicfiss zicond zicsr zihintntl zihintpause zimop zkt zvbb zvfh zvkt",
        lacks: "sv32",
      },
      "thead-c906": {
        on: "a c d debug f g i m mmu pmp s sdtrig u xtheadba xtheadbb xtheadbs xtheadcmo xtheadcondmov xtheadfmemidx xtheadmac xtheadmemidx xtheadmempair xtheadsync zfh zfhmin ziccrse zicntr zicsr zifencei zihpm",
        free: "a c d m s sv39 zfa zfh zfhmin zicntr zifencei zihpm",
        fixed:
          "b f h i mmu pmp smaia smstateen ssaia sscofpmf sstc sv48 sv57 svade svadu svinval svnapot svpbmt u v zacas zawrs zba zbb zbc zbs zcb zcmop zicbom zicbop zicboz zicfilp zicfiss zicond zicsr zihintntl zihintpause zimop zkt zvbb zvfh zvkt",
        lacks: "sv32",
      },
      "thead-c908": {
        on: "a c d debug f i m mmu pmp s sdtrig smepmp sscofpmf sstc svinval svnapot svpbmt u xtheadba xtheadbb xtheadbs xtheadcmo xtheadcondmov xtheadfmemidx xtheadfmv xtheadmac xtheadmemidx xtheadmempair xtheadsync zaamo zalrsc zba zbb zbc zbkc zbs zca zcd zicbom zicboz ziccrse zicntr zicsr zifencei zihintpause zihpm zkt zmmul",
        free: "a c d m s sscofpmf sstc sv39 sv48 svinval svnapot svpbmt zba zbb zbc zbs zicbom zicboz zicntr zifencei zihintpause zihpm zkt",
        fixed:
          "b f h i mmu pmp smaia smstateen ssaia sv57 svade svadu u v zacas zawrs zcb zcmop zfa zfh zfhmin zicbop zicfilp zicfiss zicond zicsr zihintntl zimop zvbb zvfh zvkt",
        lacks: "sv32",
      },
      "thead-c908v": {
        on: "a c d debug f i m mmu pmp s sdtrig smepmp sscofpmf sstc svinval svnapot svpbmt u v xtheadba xtheadbb xtheadbs xtheadcmo xtheadcondmov xtheadfmemidx xtheadfmv xtheadmac xtheadmemidx xtheadmempair xtheadsync zaamo zalrsc zba zbb zbc zbkc zbs zca zcd zicbom zicboz ziccrse zicntr zicsr zifencei zihintpause zihpm zkt zmmul zve32f zve32x zve64d zve64f zve64x",
        free: "a c m s sscofpmf sstc sv39 sv48 svinval svnapot svpbmt v zba zbb zbc zbs zicbom zicboz zicntr zifencei zihintpause zihpm zkt",
        fixed:
          "b d f h i mmu pmp smaia smstateen ssaia sv57 svade svadu u zacas zawrs zcb zcmop zfa zfh zfhmin zicbop zicfilp zicfiss zicond zicsr zihintntl zimop zvbb zvfh zvkt",
        lacks: "sv32",
      },
      "tt-ascalon": {
        on: "a c d debug f g h i m mmu pmp rvv_ma_all_1s rvv_ta_all_1s s sdtrig smaia smstateen ssaia sscofpmf sstc svade svinval svnapot svpbmt u v x-misa-w zaamo zalrsc zawrs zba zbb zbs zca zcb zcmop zfa zfbfmin zfh zfhmin zicbom zicbop zicboz ziccrse zicntr zicond zicsr zifencei zihintntl zihintpause zihpm zimop zkr zkt zmmul zvbb zvbc zve32f zve32x zve64d zve64f zve64x zvfbfmin zvfbfwma zvfh zvfhmin zvkb zvkg zvkn zvkned zvkng zvknha zvknhb zvkt",
        free: "c h m smaia smstateen ssaia sscofpmf sstc sv39 sv48 sv57 svade svinval svnapot svpbmt v zawrs zba zbb zbs zcb zcmop zfa zfh zicbom zicbop zicboz zicntr zicond zifencei zihintntl zihintpause zihpm zimop zkt zvbb zvfh zvkt",
        fixed: "a b d f i mmu pmp s svadu u zacas zbc zfhmin zicfilp zicfiss zicsr",
        lacks: "sv32",
      },
      "veyron-v1": {
        on: "a c d debug f g h i m mmu pmp s sdtrig smaia smstateen ssaia sscofpmf sstc svinval svnapot svpbmt u xventanacondops zaamo zalrsc zba zbb zbc zbs zca zicbom zicboz ziccrse zicntr zicsr zifencei zihpm zmmul",
        free: "a c d h m smaia smstateen ssaia sscofpmf sstc sv39 sv48 svinval svnapot svpbmt zba zbb zbc zbs zicbom zicboz zicntr zifencei zihpm",
        fixed:
          "b f i mmu pmp s sv57 svade svadu u v zacas zawrs zcb zcmop zfa zfh zfhmin zicbop zicfilp zicfiss zicond zicsr zihintntl zihintpause zimop zkt zvbb zvfh zvkt",
        lacks: "sv32",
      },
      "x-rv128": {
        on: "a c d debug f h i m mmu pmp s sdtrig u zaamo zalrsc zca zcd ziccrse zicntr zicsr zihpm zmmul",
        free: "a b c d h m mmu pmp smaia smstateen ssaia sscofpmf sstc sv39 sv48 sv57 svade svadu svinval svnapot svpbmt v zacas zawrs zba zbb zbc zbs zcb zcmop zfa zfh zfhmin zicbom zicbop zicboz zicfilp zicntr zicond zifencei zihintntl zihintpause zihpm zimop zkt zvfh zvkt",
        fixed: "f i s u zicfiss zicsr zvbb",
        lacks: "sv32",
      },
      "xiangshan-kunminghu": {
        on: "a b c d debug f g h i m mmu pmp s sdtrig smaia smcsrind smmpm smnpm smstateen ssaia sscofpmf sscsrind ssdbltrp ssnpm sspm sstc supm svade svinval svnapot svpbmt u v zaamo zacas zalrsc zawrs zba zbb zbc zbkb zbkc zbkx zbs zca zcb zcmop zfa zfh zfhmin zicbom zicbop zicboz ziccrse zicntr zicond zicsr zifencei zihintntl zihintpause zihpm zimop zkn zknd zkne zknh zks zksed zksh zkt zmmul zvbb zve32f zve32x zve64d zve64f zve64x zvfh zvfhmin zvkb zvkt",
        free: "b c h m smaia smstateen ssaia sscofpmf sstc sv39 sv48 svade svinval svnapot svpbmt v zacas zawrs zba zbb zbc zbs zcb zcmop zfa zfh zicbom zicbop zicboz zicntr zicond zifencei zihintntl zihintpause zihpm zimop zkt zvbb zvfh zvkt",
        fixed: "a d f i mmu pmp s sv57 svadu u zfhmin zicfilp zicfiss zicsr",
        lacks: "sv32",
      },
      "xiangshan-nanhu": {
        on: "a b c d debug f g i m mmu pmp s sdtrig svinval u zaamo zalrsc zba zbb zbc zbkb zbkc zbkx zbs zca ziccrse zicntr zicsr zifencei zihpm zknd zkne zknh zksed zksh zmmul",
        free: "a b c d m s sv39 svinval zba zbb zbc zbs zicntr zifencei zihpm",
        fixed:
          "f h i mmu pmp smaia smstateen ssaia sscofpmf sstc sv48 sv57 svade svadu svnapot svpbmt u v zacas zawrs zcb zcmop zfa zfh zfhmin zicbom zicbop zicboz zicfilp zicfiss zicond zicsr zihintntl zihintpause zimop zkt zvbb zvfh zvkt",
        lacks: "sv32",
      },
    },
  },
  s390x: {
    names:
      "64bscao aefsi aen ais ap apft appv appvi apqci apqi asnlxr astfleie2 beareh bpb ccf ccf-base cei cmm cmma cmmnt cmpsceh csske csst csst2 cte ctop dateh dateh2 dedicated deflate deflate-base dfltcc-cmpr dfltcc-f0 dfltcc-gdht dfltcc-xpnd dfp dfphp dfppc dfpzc diag318 ectg edat edat2 eec eimm els emon esan3 esop esort esort-base etf2 etf2eh etf3 etf3eh etoken exrl fpe fpseh gen13ptff gen17ptff ginste gpereh gs gsls hfpm hfpue hpma2 iacc2 ib ibs idter idtes iep ineff_nc_tx ipter irbm kdsa-ecdsa-sign-p256 kdsa-ecdsa-sign-p384 kdsa-ecdsa-sign-p521 kdsa-ecdsa-verify-p256 kdsa-ecdsa-verify-p384 kdsa-ecdsa-verify-p521 kdsa-eddsa-sign-ed25519 kdsa-eddsa-sign-ed448 kdsa-eddsa-verify-ed25519 kdsa-eddsa-verify-ed448 kdsa-eecdsa-sign-p256 kdsa-eecdsa-sign-p384 kdsa-eecdsa-sign-p521 kdsa-eeddsa-sign-ed25519 kdsa-eeddsa-sign-ed448 kdsa-qai kimd-ghash kimd-qai kimd-sha-1 kimd-sha-256 kimd-sha-512 kimd-sha3-224 kimd-sha3-256 kimd-sha3-384 kimd-sha3-512 kimd-shake-128 kimd-shake-256 klmd-qai klmd-sha-1 klmd-sha-256 klmd-sha-512 klmd-sha3-224 klmd-sha3-256 klmd-sha3-384 klmd-sha3-512 klmd-shake-128 klmd-shake-256 km-aes-128 km-aes-192 km-aes-256 km-dea km-eaes-128 km-eaes-192 km-eaes-256 km-edea km-etdea-128 km-etdea-192 km-full-xts-aes-128 km-full-xts-aes-256 km-full-xts-eaes-128 km-full-xts-eaes-256 km-qai km-tdea-128 km-tdea-192 km-xts-aes-128 km-xts-aes-256 km-xts-eaes-128 km-xts-eaes-256 kma-gcm-aes-128 kma-gcm-aes-192 kma-gcm-aes-256 kma-gcm-eaes-128 kma-gcm-eaes-192 kma-gcm-eaes-256 kma-qai kmac-aes-128 kmac-aes-192 kmac-aes-256 kmac-dea kmac-eaes-128 kmac-eaes-192 kmac-eaes-256 kmac-edea kmac-etdea-128 kmac-etdea-192 kmac-hmac-esha-224 kmac-hmac-esha-246 kmac-hmac-esha-384 kmac-hmac-esha-512 kmac-hmac-sha-224 kmac-hmac-sha-246 kmac-hmac-sha-384 kmac-hmac-sha-512 kmac-qai kmac-tdea-128 kmac-tdea-192 kmc-aes-128 kmc-aes-192 kmc-aes-256 kmc-dea kmc-eaes-128 kmc-eaes-192 kmc-eaes-256 kmc-edea kmc-etdea-128 kmc-etdea-192 kmc-prng kmc-tdea-128 kmc-tdea-192 kmctr-aes-128 kmctr-aes-192 kmctr-aes-256 kmctr-dea kmctr-eaes-128 kmctr-eaes-192 kmctr-eaes-256 kmctr-edea kmctr-etdea-128 kmctr-etdea-192 kmctr-qai kmctr-tdea-128 kmctr-tdea-192 kmf-aes-128 kmf-aes-192 kmf-aes-256 kmf-dea kmf-eaes-128 kmf-eaes-192 kmf-eaes-256 kmf-edea kmf-etdea-128 kmf-etdea-192 kmf-qai kmf-tdea-128 kmf-tdea-192 kmo-aes-128 kmo-aes-192 kmo-aes-256 kmo-dea kmo-eaes-128 kmo-eaes-192 kmo-eaes-256 kmo-edea kmo-etdea-128 kmo-etdea-192 kmo-qai kmo-tdea-128 kmo-tdea-192 kss ldisp ldisphp ltlbc mepoch mepochptff migration-safe minste2 minste3 minste4 msa msa-base msa1 msa10 msa10_pckmo msa11 msa11_pckmo msa12 msa12-base msa13 msa13_pckmo msa2 msa3 msa3-base msa4 msa4-base msa5 msa5-base msa6 msa7 msa8 msa8-base msa9 msa9-base msa9_pckmo mvcos nnpa nonqks opc pai paie parseh pcc-cmac-aes-128 pcc-cmac-aes-192 pcc-cmac-aes-256 pcc-cmac-dea pcc-cmac-eaes-128 pcc-cmac-eaes-192 pcc-cmac-eaes-256 pcc-cmac-edea pcc-cmac-etdea-128 pcc-cmac-etdea-192 pcc-cmac-tdea-128 pcc-cmac-tdea-192 pcc-qai pcc-scalar-mult-ed25519 pcc-scalar-mult-ed448 pcc-scalar-mult-p256 pcc-scalar-mult-p384 pcc-scalar-mult-p521 pcc-scalar-mult-x25519 pcc-scalar-mult-x448 pcc-xts-aes-128 pcc-xts-aes-256 pcc-xts-eaes-128 pcc-xts-eaes-256 pckmo-aes-128 pckmo-aes-192 pckmo-aes-256 pckmo-aes-xts-128-dk pckmo-aes-xts-256-dk pckmo-ecc-ed25519 pckmo-ecc-ed448 pckmo-ecc-p256 pckmo-ecc-p384 pckmo-ecc-p521 pckmo-edea pckmo-etdea-128 pckmo-etdea-192 pckmo-hmac-1024 pckmo-hmac-512 pckmo-qai pfcr-csdst pfcr-csdstg pfcr-cstst pfcr-cststg pfcr-qaf pfmfi pfpo plo plo-cl plo-clg plo-clgr plo-clo plo-clx plo-cs plo-csdst plo-csdstg plo-csdstgr plo-csdsto plo-csdstx plo-csg plo-csgr plo-cso plo-csst plo-csstg plo-csstgr plo-cssto plo-csstx plo-cstst plo-cststg plo-cststgr plo-cststo plo-cststx plo-csx plo-dcs plo-dcsg plo-dcsgr plo-dcso plo-dcsx plo-dlo plo-dlx plo-dst plo-dstg plo-dsto plo-dstx plo-ext plo-lo plo-qcs plo-qcsg plo-qcso plo-qcsx plo-ql plo-qlg plo-qlo plo-qlx plo-qst plo-qstg plo-qsto plo-qstx plo-sto plo-tcs plo-tcsg plo-tcso plo-tcsx plo-tl plo-tlg plo-tlo plo-tlx plo-tst plo-tstg plo-tsto plo-tstx plo_ext ppa15 ppno-sha-512-drng prno-qai prno-trng prno-trng-qrtcr ptff-qpc ptff-qsi ptff-qsie ptff-qto ptff-qtou ptff-qtoue ptff-qtse ptff-qui ptff-sto ptff-stoe ptff-stou ptff-stoue rdp ri sea_esop2 sema sief2 sif sigpif siif skey sortl-128 sortl-32 sortl-f0 sortl-sflr sortl-svlr sprogp srs static stckf stfle stfle45 stfle49 stfle53 sthyi te tods tods-base tpei tsi unpack vx vxeh vxeh2 vxeh3 vxpd vxpdeh vxpdeh2 vxpdeh3 zarch zpci",
    models: {
      max: {
        on: "aefsi aen ais csst csst2 dateh ectg eimm esan3 esop etf2 etf2eh etf3 etf3eh exrl fpe fpseh ginste iacc2 idtes iep kimd-sha-512 klmd-sha-512 ldisp ldisphp ltlbc minste2 minste3 msa-base msa3-base msa4-base msa5-base msa8-base mvcos plo plo-cl plo-clg plo-clgr plo-clx plo-cs plo-csdst plo-csdstg plo-csdstgr plo-csdstx plo-csg plo-csgr plo-csst plo-csstg plo-csstgr plo-csstx plo-cstst plo-cststg plo-cststgr plo-cststx plo-csx plo-dcs plo-dcsg plo-dcsgr plo-dcsx prno-trng sea_esop2 sprogp srs stckf stfle stfle45 stfle49 stfle53 vx vxeh vxeh2 zarch zpci",
      },
    },
  },
};
